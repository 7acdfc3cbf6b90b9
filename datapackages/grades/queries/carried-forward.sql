-- title: Which outcomes were carried forward, and which were assessed?
-- about: Every annual grade with its basis; a carried-forward grade repeats the year before.
select
  area_code_name as council,
  period,
  subject_title as subject,
  grade_title as grade,
  basis,
  basis_stated
from grades_judgements_explained
where framework = 'cqc_apa'
order by council, period, subject
