-- title: All grades of one council, with where each is printed
-- about: Type the name of a council, or a part of it: Plymouth, Halton, Bath or Sefton.
select
  area_code_name as council,
  framework_title as framework,
  subject_title as subject,
  period,
  grade_title as grade,
  basis,
  printed,
  document_title as document,
  place,
  line_start as line
from grades_judgements_printed
where field = 'grade'
  and area_code_name like '%' || coalesce(nullif(:council, ''), 'Plymouth') || '%'
order by framework, period, subject, document, line
