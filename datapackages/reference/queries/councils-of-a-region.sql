-- title: Councils of one region in 2008/09 and 2009/10
-- about: Type the name of a region, or a part of it: North West, London, East.
select area_code, name as council, kind, region_code_title as region, answered_2008_09, answered_2009_10
from reference_councils_explained
where region_code_title like '%' || coalesce(nullif(:region, ''), 'North West') || '%'
order by council, area_code
