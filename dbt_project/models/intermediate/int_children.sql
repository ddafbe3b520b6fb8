-- Each child once, with the date of birth that ages are computed from. Never published.
with unaccompanied as (

    select distinct child_id
    from {{ ref('stg_immigration_statuses') }}
    where status_code in ('UASC', 'FORMER_UASC')

)

select
    children.child_id,
    children.date_of_birth,
    children.expected_date_of_birth,
    children.death_date,
    coalesce(upper(children.sex), 'U') as sex,
    -- The standard's guidance prints Chinese as CNHE; the code is CHNE (C13).
    case upper(children.ethnicity_code) when 'CNHE' then 'CHNE' else upper(children.ethnicity_code) end
        as ethnicity_code,
    children.gender_identity_code,
    coalesce(details.is_other_authority_child, false) as is_other_authority_child,
    unaccompanied.child_id is not null as is_uasc_ever
from {{ ref('stg_children') }} as children
left join {{ ref('stg_child_details') }} as details on details.child_id = children.child_id
left join unaccompanied on unaccompanied.child_id = children.child_id
