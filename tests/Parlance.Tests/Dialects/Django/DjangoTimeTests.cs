using System.Text;
using Parlance.Dialects.Django;

namespace Parlance.Tests.Dialects.Django;

public class DjangoTimeTests
{
    [Fact]
    public void Moments_are_in_utc_and_no_finer_than_they_are_stored()
    {
        var at = new DateTimeOffset(2025, 3, 1, 12, 0, 0, TimeSpan.FromHours(2)).AddTicks(1_234_567);
        DjangoTime.Of(at).ShouldBe("2025-03-01T10:00:00.123000Z");
        DjangoTime.Of(at).Length.ShouldBe(DjangoTime.Length);

        var utf8 = new byte[DjangoTime.Length];
        DjangoTime.Write(at, utf8);
        Encoding.ASCII.GetString(utf8).ShouldBe(DjangoTime.Of(at));
    }
}
