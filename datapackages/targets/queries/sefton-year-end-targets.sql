-- title: Did Sefton meet its year-end targets of Transforming Social Care?
-- about: The seven targets of 2009/10 with each reported figure; what the paper says came of them.
select
  t.title as target,
  t.value as aimed_for,
  max(case when a.period_kind = 'half_year' then a.value end) as half_year,
  max(case when a.period_kind = 'third_quarter' then a.value end) as third_quarter,
  max(case when a.period_kind = 'year_end' then a.value end) as year_end,
  t.unit,
  t.stated_outcome
from targets_targets t
join targets_actuals a on a.target = t.target
where t.programme = 'transforming_social_care' and a.period_kind in ('half_year', 'third_quarter', 'year_end')
group by t.target
order by t.title
