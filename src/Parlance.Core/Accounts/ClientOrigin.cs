namespace Parlance.Core.Accounts;

/// <summary>Where a request comes from, as far as it can be told without a token.</summary>
/// <param name="Address">Of the client, as <see cref="Limits.AddressKey"/> writes it; a declared proxy tells it.</param>
/// <param name="Browser">The random value of the cookie that an earlier answer set in this browser; null when it sent none.</param>
public readonly record struct ClientOrigin(string Address, string? Browser);
