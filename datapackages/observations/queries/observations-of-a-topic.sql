-- title: What do the documents say about a topic?
-- about: Type a topic such as workforce, finance, population, transport_appeals or drug_treatment.
select o.area_code_name as council, i.topic, i.title, o.value, o.value_to, o.value_date, o.unit, o.qualifier, o.period, o.note
from observations_observations_explained o
join observations_indicators i on i.indicator = o.indicator
where i.topic like '%' || coalesce(nullif(:topic, ''), 'population') || '%'
order by council, i.topic, i.title
