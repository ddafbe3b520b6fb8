{{ stage('ssd_person') }}
