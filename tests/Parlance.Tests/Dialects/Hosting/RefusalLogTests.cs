using Microsoft.Extensions.Logging;
using Parlance.Core;
using Parlance.Dialects.Hosting;

namespace Parlance.Tests.Dialects.Hosting;

public class RefusalLogTests
{
    private readonly TestClock _time = new();
    private readonly CapturingLogger<RefusalLog> _logger = new();
    private readonly RefusalLog _log;

    public RefusalLogTests() => _log = new RefusalLog(_time, _logger);

    private void Refuse(string origin) => _log.Add("handshake", "native", "/ws/v1", OriginPolicy.Refuse(origin), origin);

    [Fact]
    public void A_cause_is_logged_once_with_its_remedy_and_again_after_an_hour()
    {
        for (var i = 0; i < 50; i++)
            Refuse("https://a.example");
        _logger.Entries.ShouldHaveSingleItem().Text.ShouldContain("add https://a.example to CORS_ORIGINS");

        Refuse("https://b.example");
        _logger.Entries.Count.ShouldBe(2);

        _time.Advance(TimeSpan.FromMinutes(61));
        Refuse("https://a.example");
        _logger.Entries.Count.ShouldBe(3);
        _log.Recent().Count.ShouldBe(52);
    }

    [Fact]
    public void An_origin_is_the_operators_business_and_a_bad_value_the_clients()
    {
        Refuse("https://a.example");
        _log.Add("command", "native", "send", Refusal.Invalid("content", "The text is empty."));
        _logger.Entries.Select(entry => entry.Level).ShouldBe([LogLevel.Warning, LogLevel.Debug]);
    }

    [Fact]
    public void An_origin_is_logged_once_wherever_it_comes()
    {
        Refuse("https://a.example");
        _log.Add("http", "server", "cors", OriginPolicy.Refuse("https://a.example"), "https://a.example");
        _log.Add("handshake", "rooms", "/ws/{room}/{user}", OriginPolicy.Refuse("https://a.example"), "https://a.example");

        _logger.Entries.Count.ShouldBe(1);
        _log.Recent().Select(record => record.Surface).ShouldBe(["handshake", "http", "handshake"]);
    }

    [Fact]
    public void The_last_thousand_are_kept_newest_last()
    {
        for (var i = 0; i < RefusalLog.MaxKept + 7; i++)
            _log.Add("command", "native", $"command-{i}", Refusal.NoSuchMessage);

        var kept = _log.Recent();
        kept.Count.ShouldBe(RefusalLog.MaxKept);
        kept[0].Where.ShouldBe("command-7");
        kept[^1].Where.ShouldBe($"command-{RefusalLog.MaxKept + 6}");
    }

    [Fact]
    public void Invented_origins_fill_neither_the_memory_nor_the_log()
    {
        for (var i = 0; i < 10 * RefusalLog.MaxCauses; i++)
            Refuse($"https://{i}.example");
        _logger.Entries.Count.ShouldBe(RefusalLog.MaxCauses);

        _time.Advance(TimeSpan.FromMinutes(61));
        Refuse("https://later.example");
        _logger.Entries.Last().Text.ShouldContain("later.example");
    }

    [Fact]
    public void What_a_stranger_sent_is_clipped_and_cannot_break_the_line()
    {
        Refuse("https://a.example\r\nfatal: all is lost \u202e" + new string('x', 5_000));
        var text = _logger.Entries.ShouldHaveSingleItem().Text;
        text.ShouldNotContain("\n");
        text.ShouldNotContain("\u202e");
        text.Length.ShouldBeLessThan(1_000);
    }
}
