-- title: Which errata could mislead?
-- about: Errata that could change a figure, a date, a grade or a decision, with what was decided.
select document_title as document, line_start as line, kind, printed, summary, decision
from errata_errata_explained
where severity = 'material'
order by document, line
