-- title: Which improvement actions have a target with a figure?
-- about: Targets of the improvement plan with their action, comparator, figure and sample.
select i.number as action, i.title as improvement_action, t.title as target, t.comparator, t.value, t.unit, t.sample_pct, t.within_days
from targets_targets t
join inspections_improvement_actions i on i.improvement_action = t.improvement_action
where t.value is not null
order by i.number, t.title
