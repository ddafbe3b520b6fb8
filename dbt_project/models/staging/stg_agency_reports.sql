{{ stage('iru_agency_reports') }}
