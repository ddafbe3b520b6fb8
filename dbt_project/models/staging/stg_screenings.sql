{{ stage('iru_screenings') }}
