using Microsoft.AspNetCore.Http;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Native;

internal static class NativeTokens
{
    public static readonly TokenFamily Family = new("native", TimeSpan.FromHours(1), TimeSpan.FromDays(7), Rotates: true);

    public static SignInContext SignInContext(this HttpContext context) => new(Family, context.Connection.RemoteIpAddress);
}
