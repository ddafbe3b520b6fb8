-- Without the moment of the extract no period is complete, and the warehouse would be empty.
select count(*) as moments
from {{ ref('int_as_at') }}
having count(*) <> 1
