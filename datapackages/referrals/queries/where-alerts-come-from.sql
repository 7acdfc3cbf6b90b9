-- title: Where do safeguarding alerts come from?
-- about: Alerts in Sefton by who raised them, January to March 2010, with the share of all alerts.
select
  category_title as raised_by,
  value as alerts,
  round(100.0 * value / sum(value) over (), 1) as share_pct
from referrals_counts_explained
where dimension = 'source' and period = '2009/10 Q4' and value is not null
order by value desc, raised_by
