-- title: What was overdue on the day of printing and still on target?
-- about: Actions and activities whose deadline lay before 16 October 2009 and whose status is on target.
select 'action' as kind, code, title, deadline, status from service_plans_actions
where deadline < '2009-10-16' and status = 'on_target'
union all
select 'activity', a.code, v.title, v.deadline, v.status
from service_plans_activities v
join service_plans_actions a on a.action = v.action
where v.deadline < '2009-10-16' and v.status = 'on_target'
order by deadline, kind, title
