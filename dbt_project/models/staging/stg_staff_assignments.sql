{{ stage('iru_staff_assignments') }}
