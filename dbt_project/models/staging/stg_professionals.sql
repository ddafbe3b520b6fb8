{{ stage('ssd_professionals') }}
