package org.nongyou.region;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// The divisions are there before anything that lies in one: with demo data, without, and for commands.
@Component
class DivisionStart implements SmartInitializingSingleton {

    private final DivisionLoader loader;

    DivisionStart(DivisionLoader loader) {
        this.loader = loader;
    }

    @Override
    public void afterSingletonsInstantiated() {
        loader.loadOnce();
    }
}
