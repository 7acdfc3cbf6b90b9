-- title: What did the council plan in answer to each recommendation?
-- about: Recommendation, improvement area, action and milestone with its due date and status.
select r.number as recommendation, r.title, a.number as action, a.title as action_title, m.title as milestone, m.due_end, m.status
from inspections_recommendations r
join inspections_improvement_areas i on i.recommendation = r.recommendation
join inspections_improvement_actions a on a.improvement_area = i.improvement_area
left join inspections_milestones m on m.improvement_action = a.improvement_action
order by r.number, a.number, m.sequence
