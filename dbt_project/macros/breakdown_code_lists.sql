{# Breakdowns whose members are a code list of the contract; other members: seeds/indicator_members.csv. #}
{% macro breakdown_code_lists() %}
  {{ return({
      'locality': 'locality',
      'category': 'category_of_abuse',
      'initial_category': 'category_of_abuse',
      'legal_status': 'legal_status',
      'employment_type': 'employment_type',
      'escalation_reason': 'escalation_reason',
      'front_door_outcome': 'lado_front_door_outcome',
      'source_sector': 'lado_sector',
      'subject_sector': 'lado_sector',
  }) }}
{% endmacro %}

{# The member that stands for a record without a code. #}
{% macro unknown_member() %}unknown{% endmacro %}
