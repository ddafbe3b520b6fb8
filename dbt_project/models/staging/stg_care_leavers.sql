{{ stage('ssd_care_leavers') }}
