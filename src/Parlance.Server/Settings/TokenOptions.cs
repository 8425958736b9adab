namespace Parlance.Server.Settings;

public sealed class TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>Signs the tokens; at least 32 characters in production. Default outside production: generated once and kept in the data folder.</summary>
    public string SecretKey { get; init; } = "";
}
