{# Breakdowns whose members are a code list of the contract; other members: seeds/indicator_members.csv. #}
{% macro breakdown_code_lists() %}
  {{ return({
      'locality': 'locality',
      'ceased_reason': 'episode_end_reason',
      'need': 'need',
      'placement_type': 'placement_type',
      'participation_code': 'participation',
      'late_reason': 'review_late_reason',
      'end_reason': 'plan_end_reason',
      'conference_role': 'conference_role',
      'conference_type': 'conference_type',
      'category': 'category_of_abuse',
      'initial_category': 'category_of_abuse',
      'legal_status': 'legal_status',
      'employment_type': 'employment_type',
      'escalation_reason': 'escalation_reason',
      'front_door_outcome': 'lado_front_door_outcome',
      'permanence_plan_type': 'permanence_plan',
      'source_sector': 'lado_sector',
      'subject_sector': 'lado_sector',
      'subject_role': 'lado_role',
      'allegation_type': 'lado_allegation_type',
      'final_outcome': 'lado_final_outcome',
      'meeting_late_reason': 'lado_late_reason',
      'advocacy_purpose': 'advocacy_purpose',
  }) }}
{% endmacro %}

{# The member that stands for a record without a code. #}
{% macro unknown_member() %}unknown{% endmacro %}
