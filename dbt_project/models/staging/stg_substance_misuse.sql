{{ stage('ssd_cla_substance_misuse') }}
