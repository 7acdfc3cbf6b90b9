-- title: Which grades are printed in more than one place?
-- about: Number of places and documents in which each grade is printed.
select
  area_code_name as council,
  subject_title as subject,
  period,
  grade_title as grade,
  count(*) as places,
  count(distinct document_title) as documents
from grades_judgements_printed
where field = 'grade'
group by judgement
having count(*) > 1
order by places desc, council, period, subject
