{{ stage('iru_s47_strategy_dates') }}
