package org.nongyou.job;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.identity.Actor;
import org.nongyou.print.Spreadsheet;

/// A list that can be taken away as an Excel file, at `/export/{kind}` with the same query as the list's page. A module
/// contributes one bean for each of its lists; up to [#AT_ONCE] rows come at once, more as a job.
public interface ListExport {

    long AT_ONCE = 5_000;

    /// In the address: `producers`.
    String kind();

    /// The file's name: 生产主体.
    String title();

    List<Spreadsheet.Column> columns();

    /// How many rows there are for this person and query; may be capped above [#AT_ONCE].
    long count(Actor actor, Map<String, String> query);

    /// Hands over the rows one by one, in the order of the columns. Values: text, number, BigDecimal, LocalDate, null.
    void rows(Actor actor, Map<String, String> query, Consumer<List<?>> row);
}
