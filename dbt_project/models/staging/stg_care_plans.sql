{{ stage('ssd_cla_care_plan') }}
