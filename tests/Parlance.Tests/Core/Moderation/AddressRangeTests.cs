using System.Net;
using Parlance.Core.Moderation;

namespace Parlance.Tests.Core.Moderation;

public class AddressRangeTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData(" 203.0.113.7/24 ", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1:2::/64")]
    [InlineData("2001:db8::/33", "2001:db8::/33")]
    [InlineData("203.0.113.7/33", null)]
    [InlineData("0.0.0.0/7", null)]
    [InlineData("::/15", null)]
    [InlineData("203.0.113.7/-1", null)]
    [InlineData("203.0.113.7/8/8", null)]
    [InlineData("example.com", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_network_is_written_in_one_way(string? text, string? written) => AddressRange.Parse(text)?.ToString().ShouldBe(written);

    [Theory]
    [InlineData("203.0.113.0/25", "203.0.113.127", true)]
    [InlineData("203.0.113.0/25", "203.0.113.128", false)]
    [InlineData("203.0.113.0/25", "::ffff:203.0.113.1", true)]
    [InlineData("2001:db8:1:2::9", "2001:db8:1:2:ffff::1", true)]
    [InlineData("2001:db8:1:2::9", "2001:db8:1:3::9", false)]
    [InlineData("127.0.0.0/8", "::1", false)]
    public void A_network_holds_its_addresses_and_no_other(string text, string address, bool holds)
    {
        var range = AddressRange.Parse(text)!.Value;
        range.Contains(IPAddress.Parse(address)).ShouldBe(holds);

        var ban = new Ban { Id = default, Kind = BanKind.Address, Target = range.ToString(), Reason = "", ExpiresAt = DateTimeOffset.MaxValue, CreatedAt = default };
        (new BanTable([ban]).FindAddress(IPAddress.Parse(address), default) is not null).ShouldBe(holds);
        new BanTable([ban with { ExpiresAt = DateTimeOffset.UnixEpoch }]).FindAddress(IPAddress.Parse(address), DateTimeOffset.UnixEpoch).ShouldBeNull();
    }
}
