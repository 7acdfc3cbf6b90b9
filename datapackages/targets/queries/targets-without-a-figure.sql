-- title: Which targets are mentioned without a figure?
-- about: Targets that a document speaks of without saying how much.
select area_code_name as council, programme, title, stated_outcome, note
from targets_targets_explained
where value is null and value_status = 'not_stated'
order by council, programme, title
