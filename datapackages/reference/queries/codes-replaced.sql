-- title: Which area codes were replaced, and by which?
-- about: Codes of the register that ended, with their successors; needed for joins to later data.
select c.name as council, c.area_code, c.valid_to, s.successor_code, n.name as successor_in_register
from reference_council_successions s
join reference_councils c on c.area_code = s.area_code
left join reference_councils n on n.area_code = s.successor_code
order by c.valid_to, c.name
