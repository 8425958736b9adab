using Parlance.Core.Accounts;

namespace Parlance.Dialects.Native;

/// <summary>The dialect in which everything the product can do can be said: docs/wire/native.md.</summary>
public sealed class NativeDialect
{
    public const string DialectName = "native";

    public static readonly TokenFamily TokenFamily = new(DialectName, TimeSpan.FromHours(1), TimeSpan.FromDays(7), Rotates: true);
}
