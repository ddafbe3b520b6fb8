-- Every rating an action was given. The record itself holds the last one only; those before are
-- found among its earlier versions. A date beyond the record's own was withdrawn.
with ratings as (

    select distinct on (versions.iact_action_id, versions.iact_rag_date)
        actions.action_id,
        versions.iact_rag_date as rag_date,
        nullif(btrim(versions.iact_rag), '') as rag_code
    from {{ source('raw', 'iru_action_items') }} as versions
    inner join {{ ref('stg_action_items') }} as actions
        on actions.action_id = btrim(versions.iact_action_id)
        and actions.rag_date >= versions.iact_rag_date
    where versions._valid_from <= {{ known_at() }}
    -- Of several versions of one rating, the latest holds.
    order by versions.iact_action_id, versions.iact_rag_date, versions._valid_from desc

)

select
    action_id,
    rag_date,
    rag_code,
    lead(rag_date) over (partition by action_id order by rag_date) as next_rag_date
from ratings
