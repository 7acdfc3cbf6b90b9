-- title: Who asked for the mental health money, and who was to get it?
-- about: Each bid with what was asked and what was recommended; recommended is not decided.
select organisation, purpose, requested_gbp, recommended_gbp, requested_gbp - recommended_gbp as difference_gbp, decision, reason
from capital_bids
order by requested_gbp desc
