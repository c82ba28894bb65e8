package org.nongyou.producer;

import java.util.Optional;
import org.nongyou.identity.AccountHolder;
import org.nongyou.identity.AccountHolders;
import org.nongyou.region.Scope;
import org.springframework.stereotype.Component;

@Component
class ProducerAccountHolders implements AccountHolders {

    private final Producers producers;

    ProducerAccountHolders(Producers producers) {
        this.producers = producers;
    }

    @Override
    public Optional<AccountHolder> find(Scope scope, long producerId) {
        return producers
                .find(scope, producerId)
                .map(producer -> new AccountHolder(
                        producer.id(),
                        producer.name(),
                        producer.region(),
                        producer.contactName(),
                        producer.phone(),
                        producer.active()));
    }
}
