-- title: How close did each reported figure come to its target?
-- about: Computed from target and figure; the stated outcome is what the document itself says.
select t.title as target, a.period_kind, a.value, a.target_value, a.variance, a.attainment_pct, a.met as computed_met, t.stated_outcome
from targets_attainment a
join targets_targets t on t.target = a.target
order by t.title, a.value
