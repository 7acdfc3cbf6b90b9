-- title: Does it add up?
-- about: Every sum that the documents let one check, and the reason where one does not hold.
select package, expression, expected, found, holds, reason
from errata_reconciliations
order by holds, package, reconciliation
