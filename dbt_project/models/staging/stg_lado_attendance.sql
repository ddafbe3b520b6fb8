{{ stage('iru_lado_attendance') }}
