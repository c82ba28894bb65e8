package org.nongyou.producer;

import java.util.List;

/// What a person typed about a producer, unchecked.
/// @param identityNumber empty when changing a natural person whose number stays
/// @param mainCrops      codes of [Crop]
public record ProducerForm(
        String kind,
        String name,
        String creditCode,
        String identityNumber,
        String region,
        String address,
        String contactName,
        String phone,
        List<String> mainCrops,
        boolean traceabilityRegistered,
        boolean creditFiled) {

    public ProducerForm {
        mainCrops = List.copyOf(mainCrops);
    }

    public static ProducerForm empty(String region) {
        return new ProducerForm("", "", "", "", region, "", "", "", List.of(), false, false);
    }

    public static ProducerForm of(Producer producer) {
        return new ProducerForm(
                producer.kind().code(),
                producer.name(),
                producer.creditCode() == null ? "" : producer.creditCode(),
                "",
                producer.region().value(),
                producer.address(),
                producer.contactName(),
                producer.phone(),
                producer.mainCrops().stream().map(Crop::code).toList(),
                producer.traceabilityRegistered(),
                producer.creditFiled());
    }
}
