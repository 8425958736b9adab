using System.Diagnostics.Metrics;
using Parlance.Dialects.Hosting.Metrics;

namespace Parlance.Tests.Dialects.Hosting.Metrics;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly Meter _meter = new($"test-{Guid.NewGuid()}");
    private readonly PrometheusExporter _exporter;

    public PrometheusExporterTests() => _exporter = new PrometheusExporter([_meter.Name], null);

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    private Dictionary<string, double> Scrape() => ExpositionFormat.Parse(_exporter.Write());

    [Fact]
    public void A_counter_adds_up_per_label_set_whatever_the_order_of_its_tags()
    {
        var counter = _meter.CreateCounter<long>("jobs.done");
        counter.Add(2, new("kind", "a"), new("ok", true));
        counter.Add(3, new("ok", true), new("kind", "a"));
        counter.Add(1, new KeyValuePair<string, object?>("kind", "b"));

        var samples = Scrape();
        samples["""jobs_done_total{kind="a",ok="True"}"""].ShouldBe(5);
        samples["""jobs_done_total{kind="b"}"""].ShouldBe(1);
    }

    [Fact]
    public void A_gauge_keeps_the_last_value_and_an_up_down_counter_the_sum()
    {
        var gauge = _meter.CreateGauge<double>("level");
        gauge.Record(3);
        gauge.Record(-1.5);
        var open = _meter.CreateUpDownCounter<int>("open");
        open.Add(5);
        open.Add(-2);

        var samples = Scrape();
        samples["level"].ShouldBe(-1.5);
        samples["open"].ShouldBe(3);
    }

    [Fact]
    public void A_histogram_counts_a_value_into_the_bucket_that_it_ends_and_all_above()
    {
        var histogram = _meter.CreateHistogram("wait", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1, 10] });
        foreach (var value in new[] { 0.05, 0.1, 0.5, 99 })
            histogram.Record(value);

        var samples = Scrape();
        samples["""wait_seconds_bucket{le="0.1"}"""].ShouldBe(2);
        samples["""wait_seconds_bucket{le="1"}"""].ShouldBe(3);
        samples["""wait_seconds_bucket{le="10"}"""].ShouldBe(3);
        samples["""wait_seconds_bucket{le="+Inf"}"""].ShouldBe(4);
        samples["wait_seconds_count"].ShouldBe(4);
        samples["wait_seconds_sum"].ShouldBe(99.65, 1e-9);
    }

    [Fact]
    public void An_observable_instrument_shows_what_it_reports_now_and_no_more()
    {
        var rooms = new List<string> { "a", "b" };
        _meter.CreateObservableGauge("members", () => rooms.Select(room => new Measurement<int>(rooms.Count, new KeyValuePair<string, object?>("room", room))));

        Scrape().Keys.ShouldBe(["""members{room="a"}""", """members{room="b"}"""]);
        rooms.Remove("a");
        Scrape().Keys.ShouldBe(["""members{room="b"}"""]);
    }

    [Fact]
    public void Whatever_is_in_names_tags_and_descriptions_the_text_stays_well_formed()
    {
        _meter.CreateCounter<int>("1 odd-näme", "By", "Two\nlines and a \\").Add(1, new("le", "x\"y\\z\nw"), new("a.b", null), new("a-b", "second"), new("__own", 1.5));
        var sample = Scrape().ShouldHaveSingleItem();
        sample.Key.ShouldBe("""_1_odd_n_me_bytes_total{a_b=";second",tag_le="x\"y\\z\nw",tag_own="1.5"}""");
    }

    [Fact]
    public void Values_that_are_no_numbers_are_spelt_as_the_format_wants()
    {
        _meter.CreateGauge<double>("up").Record(double.PositiveInfinity);
        _meter.CreateGauge<double>("down").Record(double.NegativeInfinity);
        _meter.CreateGauge<double>("nan").Record(double.NaN);
        Scrape().Values.ShouldBe([double.NegativeInfinity, double.NaN, double.PositiveInfinity]);
    }

    [Fact]
    public void A_label_gone_wild_ends_up_in_one_series()
    {
        var counter = _meter.CreateCounter<int>("hits");
        for (var i = 0; i < 10_000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("user", i));

        var samples = Scrape();
        samples.Count.ShouldBe(MetricFamily.MaxSeries + 1);
        samples["""hits_total{overflow="true"}"""].ShouldBe(10_000 - MetricFamily.MaxSeries);
    }

    [Fact]
    public void Two_instruments_of_one_name_are_declared_once()
    {
        _meter.CreateCounter<int>("twice").Add(1);
        _meter.CreateCounter<long>("twice_total").Add(1, new KeyValuePair<string, object?>("side", "b"));
        Scrape().Keys.ShouldBe(["twice_total", """twice_total{side="b"}"""]);
    }

    [Fact]
    public void Nothing_is_lost_when_many_threads_record()
    {
        var counter = _meter.CreateCounter<long>("busy");
        var histogram = _meter.CreateHistogram<int>("sizes");
        Parallel.For(0, 20_000, i =>
        {
            counter.Add(1, new KeyValuePair<string, object?>("half", i % 2));
            histogram.Record(i % 100);
        });

        var samples = Scrape();
        samples["""busy_total{half="0"}"""].ShouldBe(10_000);
        samples["sizes_count"].ShouldBe(20_000);
        samples["sizes_sum"].ShouldBe(200 * 4_950);
    }

    [Fact]
    public void Recording_a_known_series_allocates_nothing()
    {
        var counter = _meter.CreateCounter<long>("hot");
        object room = "a"; // boxed once, as callers do with strings
        counter.Add(1, new KeyValuePair<string, object?>("room", room));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("room", room));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000);
    }

    [Fact]
    public void Meters_that_were_not_asked_for_are_left_out()
    {
        using var other = new Meter("somebody-else");
        other.CreateCounter<int>("noise").Add(1);
        _exporter.Write().ShouldBeEmpty();
    }
}
