using System.Net;
using Parlance.Core.Limits;

namespace Parlance.Tests.Core.Limits;

public class AddressKeyTests
{
    [Theory]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::1")]
    public void Addresses_of_one_customer_share_a_key(string one, string other) =>
        AddressKey.Of(IPAddress.Parse(one)).ShouldBe(AddressKey.Of(IPAddress.Parse(other)));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.8")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("::1", "127.0.0.1")]
    public void Others_do_not(string one, string other) =>
        AddressKey.Of(IPAddress.Parse(one)).ShouldNotBe(AddressKey.Of(IPAddress.Parse(other)));
}
