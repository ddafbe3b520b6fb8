-- The members an indicator can be broken down by, with the labels and the order reports use.
with code_lists (breakdown, list_name) as (

    values
    {%- for breakdown, list_name in breakdown_code_lists().items() %}
        ('{{ breakdown }}', '{{ list_name }}'){{ ',' if not loop.last }}
    {%- endfor %}

),

members as (

    select breakdown, member, label, sort_order
    from {{ ref('indicator_members') }}
    union all
    select code_lists.breakdown, codes.code, codes.label, codes.sort_order
    from code_lists
    inner join {{ ref('contract_codes') }} as codes on codes.list_name = code_lists.list_name

),

-- A record without a code must still be seen: columns of a table sum to its total.
with_unknown as (

    select breakdown, member, label, sort_order from members
    union all
    select breakdown, '{{ unknown_member() }}', 'Not recorded', max(sort_order) + 1
    from members
    where breakdown in (select code_lists.breakdown from code_lists)
    group by breakdown
    having count(*) filter (where upper(member) = 'UNKNOWN') = 0

)

select breakdown, member, label, sort_order::integer as sort_order from with_unknown
