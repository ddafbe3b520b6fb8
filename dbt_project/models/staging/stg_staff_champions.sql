{{ stage('iru_staff_champions') }}
