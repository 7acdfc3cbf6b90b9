-- title: How far did each action move between the first and the second quarter?
-- about: Per cent complete in both quarters and the difference in percentage points.
select a.code, a.title, q1.complete_pct as quarter_1, q2.complete_pct as quarter_2, q2.complete_pct - q1.complete_pct as points
from service_plans_actions a
left join service_plans_progress q1 on q1.action = a.action and q1.period = '2009/10 Q1'
left join service_plans_progress q2 on q2.action = a.action and q2.period = '2009/10 Q2'
order by points, a.code
