-- title: How often was each grade given, by scale?
-- about: Counts of judgements on each scale. Four councils are no sample of England.
select s.title as scale, p.title as grade, count(j.judgement) as judgements
from reference_scale_points p
join reference_scales s on s.scale = p.scale
left join grades_judgements j on j.scale = p.scale and j.grade = p.grade
group by p.scale, p.grade
order by p.scale, p.rank
