using System.ComponentModel.DataAnnotations;

namespace Parlance.Dialects.Django;

public sealed class DjangoOptions
{
    public const string Section = "Django";

    /// <summary>Minutes an access token lives that `/api/auth/register/`, `/api/auth/login/` or their refresh gives out, 1 to 43,200 (30 days). Default 60. Longer helps clients that never refresh.</summary>
    [Range(1, 43_200)]
    public int AccessTokenMinutes { get; init; } = 60;
}
