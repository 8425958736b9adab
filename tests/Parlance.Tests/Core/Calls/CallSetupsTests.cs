using Parlance.Core;
using Parlance.Core.Calls;
using Parlance.Dialects.Hosting.Metrics;

namespace Parlance.Tests.Core.Calls;

public sealed class CallSetupsTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly Meters _meters = new();
    private readonly PrometheusExporter _exporter;
    private readonly CallSetups _setups;

    public CallSetupsTests()
    {
        _exporter = new PrometheusExporter([Telemetry.MeterName], _meters);
        _setups = new CallSetups(_meters, _clock);
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public void The_ratio_is_absent_until_somebody_reports_and_goes_an_hour_later()
    {
        _exporter.Write().ShouldNotContain("call_setup_success_ratio ");

        Report(1, "a", CallStages.Connected);
        Report(2, "a", CallStages.Connected);
        Report(3, "a", CallStages.Connected);
        Report(4, "a", ended: CallReport.Failed);

        _exporter.Write().ShouldContain("\ncall_setup_success_ratio 0.75\n");
        _clock.Advance(TimeSpan.FromMinutes(30));
        Report(5, "a", ended: CallReport.Lost);
        _setups.Ratio.ShouldBe(0.6);
        _clock.Advance(TimeSpan.FromMinutes(30));
        _setups.Ratio.ShouldBe(0);
        _clock.Advance(TimeSpan.FromMinutes(30));
        _setups.Ratio.ShouldBeNull();
    }

    [Fact]
    public void Each_part_counts_once_and_only_if_something_is_known_of_it()
    {
        Report(1, "a", CallStages.Connected);
        Report(1, "a", CallStages.Connected);
        Report(1, "a", ended: CallReport.Lost);
        _setups.Parted(Of(1), "a");
        _setups.Parted(Of(1), "silent");
        Report(2, "a", CallStages.Signalled);
        _setups.Ratio.ShouldBe(1);

        _setups.Parted(Of(2), "a");

        _setups.Ratio.ShouldBe(0.5);
        var text = _exporter.Write();
        text.ShouldContain("""parlance_call_setups_total{kind="mesh",result="connected"} 1""");
        text.ShouldContain("""parlance_call_setups_total{kind="mesh",result="failed"} 1""");
    }

    [Fact]
    public void Giving_up_before_media_flow_is_no_failure()
    {
        Report(1, "a", ended: "cancelled");
        Report(2, "a", ended: "hung_up");
        _setups.Ratio.ShouldBeNull();
    }

    [Fact]
    public void The_time_it_took_is_counted_once_for_each()
    {
        _setups.Reported(Of(1), new CallParty("a", null) { Setup = TimeSpan.FromMilliseconds(840) });
        _setups.Reported(Of(1), new CallParty("a", null) { Setup = TimeSpan.FromSeconds(50) });

        var text = _exporter.Write();
        text.ShouldContain("""parlance_call_setup_seconds_count{kind="mesh"} 1""");
        text.ShouldContain("""parlance_call_setup_seconds_bucket{kind="mesh",le="1"} 1""");
        text.ShouldContain("""parlance_call_setup_seconds_bucket{kind="mesh",le="0.5"} 0""");
    }

    private void Report(int call, string party, CallStages stages = CallStages.None, string? ended = null) =>
        _setups.Reported(Of(call), new CallParty(party, null) { Stages = stages, Reported = ended });

    private static CallRecord Of(int call) => new(new Guid(call, 0, 0, new byte[8]), CallRecordKind.Mesh, null, default);
}
