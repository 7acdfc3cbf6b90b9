-- title: Which kinds of abuse were named?
-- about: Mentions, not cases: 56 of the 192 cases name more than one kind.
select category_title as kind, value as mentions
from referrals_counts_explained
where dimension = 'abuse_kind'
order by value desc
