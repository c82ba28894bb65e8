package org.nongyou.base.web;

import java.util.List;
import org.nongyou.base.BaseRow;
import org.nongyou.producer.Producer;

/// The card of a producer's bases.
public record OfProducer(Producer producer, List<BaseRow> bases, boolean more, boolean mayRegister) {}
