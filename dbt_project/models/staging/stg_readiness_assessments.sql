{{ stage('iru_readiness_assessments') }}
